package main

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// The protocol is written down for people in one place; keep it complete.
func TestReadmeNamesEveryPart(t *testing.T) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range allParts().Names() {
		if !strings.Contains(string(text), "| `"+name+"` |") {
			t.Errorf("README.md has no row for %s", name)
		}
	}
	if lines := strings.Count(string(text), "\n"); lines > 80 {
		t.Errorf("README.md has %d lines", lines)
	}
}

func TestVersion(t *testing.T) {
	var out bytes.Buffer
	if err := printVersion(&out); err != nil {
		t.Fatal(err)
	}
	var answer versions
	if err := json.Unmarshal(out.Bytes(), &answer); err != nil {
		t.Fatal(err)
	}
	if answer.Go == "" || len(answer.Parts) != len(allParts()) {
		t.Errorf("answer %+v", answer)
	}
}
