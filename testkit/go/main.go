// testservers is one program with the servers that tests talk to and that are written in Go; see ../README.md.
package main

import (
	"fmt"
	"os"

	"dev.capstan/testservers/internal/registry"
	"dev.capstan/testservers/internal/s3"
)

const usage = `testservers: the servers that tests talk to

  testservers registry --dir DIR [--login USER:PASSWORD [--auth basic|token] [--anonymous-pull]] [--referrers]
                       [--tls-certificate FILE --tls-key FILE]
        an OCI registry on a free port of loopback
  testservers s3 --bucket NAME [--login ACCESSKEY:SECRETKEY] [--tls-certificate FILE --tls-key FILE]
        an S3 server with one bucket on a free port of loopback

Each command prints one line of JSON on stdout when it is ready, and ends when its stdin closes.
`

// commands by name: a further server is a package of its own and a line here.
var commands = map[string]func(args []string) error{
	"registry": registry.Run,
	"s3":       s3.Run,
}

func main() {
	if len(os.Args) < 2 || commands[os.Args[1]] == nil {
		fmt.Fprint(os.Stderr, usage)
		os.Exit(2)
	}
	if err := commands[os.Args[1]](os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, "testservers:", err)
		os.Exit(1)
	}
}
