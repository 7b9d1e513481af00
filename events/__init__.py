"""What travels: the events, their data, their samples and schemas, the HTTP binding and the errors."""
