"""One file for each command of `./build.sh`."""
