// OpenTelemetry traces, off unless OTEL_EXPORTER_OTLP_ENDPOINT is set. One span per request and per job; the request id
// is an attribute, so that a trace and a log line find each other.
import { SpanKind, SpanStatusCode, trace, type Attributes } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-base';
import { env } from '../env.ts';

/** Starts exporting; the returned function flushes and stops. Does nothing when tracing is off. */
export function startTracing(): () => Promise<void> {
  const endpoint = env.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (!endpoint) return () => Promise.resolve();
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': env.OTEL_SERVICE_NAME }),
    sampler: new TraceIdRatioBasedSampler(env.OTEL_SAMPLE_PERCENT / 100),
    spanProcessors: [
      new BatchSpanProcessor(new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` })),
    ],
  });
  trace.setGlobalTracerProvider(provider);
  return () => provider.shutdown();
}

interface Finished {
  name: string;
  kind: 'request' | 'job';
  ms: number;
  failed: boolean;
  attributes: Attributes;
}

/** Records work that has just ended. */
export function traced({ name, kind, ms, failed, attributes }: Finished): void {
  const end = Date.now();
  const span = trace.getTracer('streamflow').startSpan(name, {
    kind: kind === 'request' ? SpanKind.SERVER : SpanKind.CONSUMER,
    startTime: end - ms,
    attributes,
  });
  if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end(end);
}
