package bench

import (
	"encoding/json"
	"os"
	"testing"

	"endpointslice.test/reference/internal/stub"
)

func TestMain(m *testing.M) {
	stub.SilenceKlog()
	os.Exit(m.Run())
}

type answer struct {
	ID     any
	Output []measured
	Error  string
}

func ask(t *testing.T, line string) (result answer) {
	t.Helper()
	if err := json.Unmarshal(Answer([]byte(line)), &result); err != nil {
		t.Fatal(err)
	}
	return result
}

func TestMeasurements(t *testing.T) {
	for _, line := range []string{
		`{"id":"a","part":"reconcile","iterations":3,"variants":["given","none","Auto","PreferSameNode"],"input":{"service":{"metadata":{"namespace":"ns","name":"s"},"spec":{"clusterIP":"10.96.0.1"}},"nodes":[{"metadata":{"name":"n"}}],"pods":[{"spec":{"nodeName":"n"},"status":{"podIP":"10.0.0.1","podIPs":[{"ip":"10.0.0.1"}]}}],"maxEndpointsPerSlice":10}}`,
		`{"id":"a","part":"mirror","iterations":3,"input":{"endpoints":{"metadata":{"namespace":"ns","name":"s"},"subsets":[{"addresses":[{"ip":"10.0.0.1"}],"ports":[{"port":80}]}]},"service":{"metadata":{"namespace":"ns","name":"s"}},"maxEndpointsPerSubset":10}}`,
		`{"id":"a","part":"proxy","iterations":3,"input":{"family":"IPv4","steps":[{"op":"update","slice":{"metadata":{"namespace":"ns","name":"s","labels":{"kubernetes.io/service-name":"s"}},"addressType":"IPv4","endpoints":[]}},{"op":"apply"}]}}`,
		`{"id":"a","part":"validateCreate","iterations":3,"input":{"slice":{"addressType":"IPv4"}}}`,
	} {
		result := ask(t, line)
		if result.ID != "a" || result.Error != "" || len(result.Output) == 0 {
			t.Fatalf("%s: %+v", line, result)
		}
		for _, variant := range result.Output {
			if len(variant.Each) != 3 || variant.Min <= 0 || variant.Median < variant.Min {
				t.Errorf("%s: %+v", line, variant)
			}
		}
	}
}

func TestRefusals(t *testing.T) {
	for _, line := range []string{
		`{"id":"a","part":"findPort","iterations":1,"input":{}}`,
		`{"id":"a","part":"mirror","iterations":0,"input":{}}`,
		`{"id":"a","part":"mirror","iterations":1,"variants":["Auto"],"input":{}}`,
		`{"id":"a","part":"reconcile","iterations":1,"input":{"service":{},"maxEndpointsPerSlice":0}}`,
		`not JSON`,
	} {
		if result := ask(t, line); result.Error == "" {
			t.Errorf("%s: not refused", line)
		}
	}
}
