// Command reference answers cases about EndpointSlices with the Go code of
// Kubernetes itself: one JSON request per line on stdin, one JSON answer per
// line on stdout, in input order. See README.md for the protocol.
package main

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"

	"endpointslice.test/reference/internal/bench"
	"endpointslice.test/reference/internal/controller"
	"endpointslice.test/reference/internal/mirror"
	"endpointslice.test/reference/internal/protocol"
	"endpointslice.test/reference/internal/proxy"
	"endpointslice.test/reference/internal/service"
	"endpointslice.test/reference/internal/stub"
	"endpointslice.test/reference/internal/topology"
	"endpointslice.test/reference/internal/validation"
)

// garbagePercent is the GOGC value of the program.
const garbagePercent = 400

func main() {
	version := flag.Bool("version", false, "print versions as one JSON line and exit")
	measure := flag.Bool("bench", false, "take measurements: requests carry iterations, one runs at a time")
	parts := flag.Bool("parts", false, "print the names of the parts, one a line, and exit")
	workers := flag.Int("workers", runtime.GOMAXPROCS(0), "cases computed at the same time")
	flag.BoolVar(&protocol.TracePanics, "trace", false, "add stacks to the panic texts")
	flag.Parse()

	stub.SilenceKlog()
	// Cases are short-lived garbage; collecting less often is worth the memory.
	debug.SetGCPercent(garbagePercent)
	registry := allParts()
	var err error
	switch {
	case *version:
		err = printVersion(os.Stdout)
	case *parts:
		for _, name := range registry.Names() {
			fmt.Println(name)
		}
	case *measure:
		err = protocol.Serve(os.Stdin, os.Stdout, 1, bench.Answer)
	default:
		err = protocol.Serve(os.Stdin, os.Stdout, *workers, registry.Answer)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "reference:", err)
		os.Exit(1)
	}
}

func allParts() protocol.Registry {
	return protocol.Merge(service.Parts(), topology.Parts(), controller.Parts(), mirror.Parts(), proxy.Parts(), validation.Parts())
}
