package topology

import (
	"encoding/json"
	"testing"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/endpointslice/topologycache"

	"endpointslice.test/reference/internal/stub"
)

// A quantity that is kept as a decimal is shared with the node it came from,
// and the sum of the zone is added into it: every SetNodes changes the node.
// That is why no part hands the same node to SetNodes twice.
func TestSetNodesChangesItsInput(t *testing.T) {
	for cpu, changes := range map[string]bool{"4": false, "250m": false, "0.1234567891": true} {
		node := `{"metadata":{"labels":{"topology.kubernetes.io/zone":"z"}},"status":{"allocatable":{"cpu":"` + cpu + `"},"conditions":[{"type":"Ready","status":"True"}]}}`
		var nodes []*corev1.Node
		if err := json.Unmarshal([]byte(`[`+node+`,`+node+`]`), &nodes); err != nil {
			t.Fatal(err)
		}
		before := nodes[0].DeepCopy()
		topologycache.NewTopologyCache().SetNodes(stub.Silent, nodes)
		after := nodes[0].Status.Allocatable[corev1.ResourceCPU]
		if unchanged := after.Cmp(before.Status.Allocatable[corev1.ResourceCPU]) == 0; unchanged == changes {
			t.Errorf("%s: %s", cpu, after.AsDec())
		}
	}
}
