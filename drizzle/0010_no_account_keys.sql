-- Account calls take no idempotency key: what guards an account is safe to repeat by itself, so their answers were never kept.

drop table auth.idempotency_keys;
