package proxy

import (
	"encoding/json"
	"fmt"
	"net"
	"strconv"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/sets"
	"k8s.io/kubernetes/pkg/proxy"

	"endpointslice.test/reference/internal/protocol"
)

// facts are the traits of a service port that the choice depends on.
type facts struct {
	InternalPolicyLocal  bool `json:"internalPolicyLocal,omitempty"`
	ExternalPolicyLocal  bool `json:"externalPolicyLocal,omitempty"`
	ExternallyAccessible bool `json:"externallyAccessible,omitempty"`
}

type categorizeInput struct {
	Endpoints []endpoint `json:"endpoints"`

	// ServicePort describes the port; alternatively Service is the object and
	// Port and Protocol select one of its ports for a family.
	ServicePort *facts                          `json:"servicePort,omitempty"`
	Service     protocol.Object[corev1.Service] `json:"service"`
	Port        string                          `json:"port,omitempty"`
	Protocol    corev1.Protocol                 `json:"protocol,omitempty"`
	Family      corev1.IPFamily                 `json:"family,omitempty"`

	NodeName       string            `json:"nodeName,omitempty"`
	TopologyLabels map[string]string `json:"topologyLabels,omitempty"`
}

type categorized struct {
	Cluster []string `json:"cluster"`
	Local   []string `json:"local"`
	All     []string `json:"all"`
	HasAny  bool     `json:"hasAny"`
	// Indexes are the same lists as positions in the input.
	Indexes struct {
		Cluster []int `json:"cluster"`
		Local   []int `json:"local"`
		All     []int `json:"all"`
	} `json:"indexes"`
	UsesCluster bool `json:"usesCluster"`
	UsesLocal   bool `json:"usesLocal"`
}

func categorize(raw json.RawMessage) (any, error) {
	var input categorizeInput
	if err := protocol.Decode(raw, &input); err != nil {
		return nil, err
	}
	port, err := input.servicePort()
	if err != nil {
		return nil, err
	}
	endpoints := make([]proxy.Endpoint, 0, len(input.Endpoints))
	for index, described := range input.Endpoints {
		endpoints = append(endpoints, given{described, index})
	}
	cluster, local, all, hasAny := proxy.CategorizeEndpoints(endpoints, port, input.NodeName, input.TopologyLabels)
	output := categorized{
		Cluster: texts(cluster), Local: texts(local), All: texts(all), HasAny: hasAny,
		UsesCluster: port.UsesClusterEndpoints(), UsesLocal: port.UsesLocalEndpoints(),
	}
	output.Indexes.Cluster, output.Indexes.Local, output.Indexes.All = indexes(cluster), indexes(local), indexes(all)
	return output, nil
}

// servicePort lets kube-proxy make its own object from a Service, either the
// given one or one with the given traits.
func (i *categorizeInput) servicePort() (proxy.ServicePort, error) {
	service, family := i.Service.Value, i.Family
	wanted := proxy.ServicePortName{Port: i.Port, Protocol: i.Protocol}
	if family == "" {
		family = corev1.IPv4Protocol
	}
	if service == nil {
		if i.ServicePort == nil {
			return nil, fmt.Errorf("servicePort and service are missing")
		}
		service, family = i.ServicePort.service(), corev1.IPv4Protocol
		wanted.Port, wanted.Protocol = "", corev1.ProtocolTCP
	}
	wanted.NamespacedName.Namespace, wanted.NamespacedName.Name = service.Namespace, service.Name

	changes := proxy.NewServiceChangeTracker(family, nil, nil)
	changes.Update(nil, service)
	ports := proxy.ServicePortMap{}
	ports.Update(changes)
	port, found := ports[wanted]
	if !found {
		return nil, fmt.Errorf("the service has no port %q %q for %s", i.Port, i.Protocol, family)
	}
	return port, nil
}

// service builds a Service that has the traits. Its type is NodePort so that
// the external policy counts; without a node port it is not accessible.
func (f facts) service() *corev1.Service {
	port := corev1.ServicePort{Protocol: corev1.ProtocolTCP, Port: 80}
	if f.ExternallyAccessible {
		port.NodePort = 30000
	}
	internal, external := corev1.ServiceInternalTrafficPolicyCluster, corev1.ServiceExternalTrafficPolicyCluster
	if f.InternalPolicyLocal {
		internal = corev1.ServiceInternalTrafficPolicyLocal
	}
	if f.ExternalPolicyLocal {
		external = corev1.ServiceExternalTrafficPolicyLocal
	}
	service := &corev1.Service{Spec: corev1.ServiceSpec{
		Type:                  corev1.ServiceTypeNodePort,
		ClusterIP:             "10.96.0.1",
		Ports:                 []corev1.ServicePort{port},
		InternalTrafficPolicy: &internal,
		ExternalTrafficPolicy: external,
	}}
	service.Namespace, service.Name = "namespace", "service"
	return service
}

// given is a proxy.Endpoint with the traits of the input.
type given struct {
	endpoint
	index int
}

func (g given) String() string {
	return net.JoinHostPort(g.endpoint.IP, strconv.Itoa(g.endpoint.Port))
}
func (g given) IP() string                  { return g.endpoint.IP }
func (g given) Port() int                   { return g.endpoint.Port }
func (g given) IsLocal() bool               { return g.endpoint.IsLocal }
func (g given) IsReady() bool               { return g.endpoint.Ready }
func (g given) IsServing() bool             { return g.endpoint.Serving }
func (g given) IsTerminating() bool         { return g.endpoint.Terminating }
func (g given) ZoneHints() sets.Set[string] { return sets.New(g.endpoint.ZoneHints...) }
func (g given) NodeHints() sets.Set[string] { return sets.New(g.endpoint.NodeHints...) }

func texts(list []proxy.Endpoint) []string {
	if list == nil {
		return nil
	}
	result := make([]string, 0, len(list))
	for _, item := range list {
		result = append(result, item.String())
	}
	return result
}

func indexes(list []proxy.Endpoint) []int {
	if list == nil {
		return nil
	}
	result := make([]int, 0, len(list))
	for _, item := range list {
		result = append(result, item.(given).index)
	}
	return result
}
