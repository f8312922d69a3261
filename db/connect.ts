import postgres from 'postgres';

/** One connection for administration, outside the pools: quiet, patient, and named so that a DBA recognises it. */
export function connect(url: string, purpose: string): postgres.Sql {
  return postgres(url, {
    max: 1,
    prepare: false,
    connect_timeout: 10,
    onnotice: () => undefined,
    connection: { application_name: `streamflow-${purpose}` },
  });
}
