package topology

import (
	"testing"

	"endpointslice.test/reference/internal/casetest"
	"endpointslice.test/reference/internal/stub"
)

var parts = Parts()

const node = `"status":{"allocatable":{"cpu":"1"},"conditions":[{"type":"Ready","status":"True"}]}`

type answered struct {
	sliceResult
	Events     []stub.Event
	Overloaded []string
	Populated  bool
}

func TestTopologyHints(t *testing.T) {
	nodes := `[{"metadata":{"name":"a","labels":{"topology.kubernetes.io/zone":"za"}},` + node + `},{"metadata":{"name":"b","labels":{"topology.kubernetes.io/zone":"zb"}},` + node + `}]`
	endpoint := func(zone string) string {
		return `{"addresses":["10.0.0.1"],"conditions":{"ready":true},"zone":"` + zone + `"}`
	}
	// All four are in one of two equal zones, so two are handed over.
	answer := casetest.Ask[answered](t, parts, "topology", `{"nodes":`+nodes+`,"slices":{"serviceKey":"ns/s","addressType":"IPv4","create":[{"endpoints":[`+endpoint("za")+`,`+endpoint("za")+`,`+endpoint("za")+`,`+endpoint("za")+`]}]}}`)
	counts := map[string]int{}
	for _, endpoint := range answer.Create[0].Endpoints {
		counts[endpoint.Hints.ForZones[0].Name]++
	}
	if counts["za"] != 2 || counts["zb"] != 2 || !answer.Populated {
		t.Errorf("counts %v, answer %+v", counts, answer)
	}
	if len(answer.Events) != 1 || answer.Events[0].Reason != "TopologyAwareHintsEnabled" || answer.Events[0].Type != "Normal" {
		t.Errorf("events %+v", answer.Events)
	}
	answer = casetest.Ask[answered](t, parts, "topology", `{"nodes":`+nodes+`,"prior":{"ns/s":{"IPv4":{"za":9}}},"slices":{"serviceKey":"ns/s","addressType":"IPv4","create":[{"endpoints":[`+endpoint("za")+`]}]}}`)
	if len(answer.Events) != 1 || answer.Events[0].Message != "Insufficient number of endpoints (1 endpoints, 2 zones), addressType: IPv4" || answer.Populated {
		t.Errorf("answer %+v", answer)
	}
}

// Hints on endpoints that are not ready are neither looked at nor cleared.
func TestTrafficDistribution(t *testing.T) {
	slices := `"slices":{
		"update":[{"endpoints":[{"addresses":["a"],"conditions":{"ready":true},"zone":"z","nodeName":"n"},{"addresses":["b"],"conditions":{"ready":false},"hints":{"forZones":[{"name":"old"}]}}]}],
		"unchanged":[{"metadata":{"name":"right"},"endpoints":[{"addresses":["c"],"conditions":{"ready":true},"zone":"z","hints":{"forZones":[{"name":"z"}]}}]}]}`
	answer := casetest.Ask[answered](t, parts, "trafficdist", `{"mode":"PreferClose",`+slices+`}`)
	ready, stale := answer.Update[0].Endpoints[0].Hints, answer.Update[0].Endpoints[1].Hints
	if len(answer.Unchanged) != 1 || len(ready.ForZones) != 1 || ready.ForNodes != nil || stale.ForZones[0].Name != "old" {
		t.Errorf("answer %+v", answer)
	}
	answer = casetest.Ask[answered](t, parts, "trafficdist", `{"mode":"PreferSameNode",`+slices+`}`)
	if answer.Update[0].Endpoints[0].Hints.ForNodes[0].Name != "n" || len(answer.Unchanged) != 1 {
		t.Errorf("answer %+v", answer)
	}
	answer = casetest.Ask[answered](t, parts, "trafficdist", `{"mode":null,`+slices+`}`)
	if len(answer.Update) != 2 || answer.Update[1].Endpoints[0].Hints != nil {
		t.Errorf("answer %+v", answer)
	}
}

func TestRemoveHints(t *testing.T) {
	answer := casetest.Ask[answered](t, parts, "removeHints", `{"slices":{"unchanged":[{"endpoints":[{"addresses":["a"],"hints":{}}]},{"endpoints":[{"addresses":["b"]}]}]}}`)
	if len(answer.Update) != 1 || len(answer.Unchanged) != 1 || answer.Update[0].Endpoints[0].Hints != nil {
		t.Errorf("answer %+v", answer)
	}
}
