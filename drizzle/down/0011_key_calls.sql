-- Back from 0011: calls of keys are not counted.

drop table auth.api_key_calls;
