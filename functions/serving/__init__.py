"""What every function needs to serve: HTTP and events, settings, stores, the Broker, signatures."""
