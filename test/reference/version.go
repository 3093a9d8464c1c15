package main

import (
	"encoding/json"
	"io"
	"runtime"
	"runtime/debug"
	"sort"
	"strings"
)

// versions is the answer to -version. Modules holds the Kubernetes modules in
// the build, after replacement.
type versions struct {
	Go       string            `json:"go"`
	Platform string            `json:"platform"`
	Modules  map[string]string `json:"modules"`
	Parts    []string          `json:"parts"`
}

func printVersion(out io.Writer) error {
	answer := versions{
		Go:       runtime.Version(),
		Platform: runtime.GOOS + "/" + runtime.GOARCH,
		Modules:  map[string]string{},
		Parts:    allParts().Names(),
	}
	if info, known := debug.ReadBuildInfo(); known {
		for _, module := range info.Deps {
			if !strings.HasPrefix(module.Path, "k8s.io/") && !strings.HasPrefix(module.Path, "sigs.k8s.io/") {
				continue
			}
			version := module.Version
			if module.Replace != nil {
				version = module.Replace.Version
			}
			answer.Modules[module.Path] = version
		}
	}
	sort.Strings(answer.Parts)
	return json.NewEncoder(out).Encode(answer)
}
