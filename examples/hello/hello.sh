read -r built < /architecture
echo "Hello from $(uname -m), built on ${built}."
