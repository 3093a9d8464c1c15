package protocol

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"
)

var sample = Registry{
	"echo": func(input json.RawMessage) (any, error) { return input, nil },
	"null": func(json.RawMessage) (any, error) { return nil, nil },
	"boom": func(json.RawMessage) (any, error) { panic("the reference panicked") },
	"slow": func(input json.RawMessage) (any, error) {
		var wait int
		if err := Decode(input, &wait); err != nil {
			return nil, err
		}
		time.Sleep(time.Duration(wait) * time.Millisecond)
		return wait, nil
	},
}

func TestAnswerKinds(t *testing.T) {
	for request, want := range map[string]string{
		`{"id":[1,"a"],"part":"echo","input":{"text":"<nil>"}}`: `{"id":[1,"a"],"output":{"text":"<nil>"}}`,
		`{"id":7,"part":"null"}`:                                `{"id":7,"output":null}`,
		`{"id":8,"part":"boom"}`:                                `{"id":8,"panic":"the reference panicked"}`,
		`{"id":9,"part":"none"}`:                                `{"id":9,"error":"unknown part \"none\""}`,
		`{"part":"slow"}`:                                       `{"id":null,"error":"request has no input"}`,
	} {
		if got := strings.TrimSpace(string(sample.Answer([]byte(request)))); got != want {
			t.Errorf("%s\n got %s\nwant %s", request, got, want)
		}
	}
}

func TestServeKeepsInputOrder(t *testing.T) {
	var in strings.Builder
	const cases = 60
	for index := range cases {
		fmt.Fprintf(&in, "{\"id\":%d,\"part\":\"slow\",\"input\":%d}\n\n", index, (cases-index)%7)
	}
	var out bytes.Buffer
	if err := Serve(strings.NewReader(in.String()), &out, 8, sample.Answer); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != cases {
		t.Fatalf("%d answers", len(lines))
	}
	for index, line := range lines {
		if !strings.HasPrefix(line, fmt.Sprintf(`{"id":%d,`, index)) {
			t.Fatalf("answer %d is %s", index, line)
		}
	}
}

func TestServeTakesLongLinesAndNoFinalNewline(t *testing.T) {
	long := strings.Repeat("x", 20<<20)
	var out bytes.Buffer
	err := Serve(strings.NewReader(`{"id":1,"part":"echo","input":"`+long+`"}`), &out, 2, sample.Answer)
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"id":1,"output":"` + long + "\"}\n"; out.String() != want {
		t.Fatalf("got %d bytes", out.Len())
	}
}

func TestDecodeRefusesUnknownKeysOutsideObjects(t *testing.T) {
	type object struct {
		Name string `json:"name"`
	}
	var input struct {
		Thing Object[object] `json:"thing"`
		Many  List[object]   `json:"many"`
	}
	if err := Decode(json.RawMessage(`{"thing":{"name":"a","future":1},"many":null}`), &input); err != nil {
		t.Fatal(err)
	}
	if input.Thing.Value.Name != "a" || !input.Many.Given || input.Many.Items != nil {
		t.Fatalf("decoded %+v", input)
	}
	if err := Decode(json.RawMessage(`{"thnig":{}}`), &input); err == nil {
		t.Fatal("a misspelt key was accepted")
	}
}
