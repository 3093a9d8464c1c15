package stub

import (
	"errors"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/labels"
)

// NodeLister is a corelisters.NodeLister over a fixed set of nodes.
type NodeLister struct {
	nodes  map[string]*corev1.Node
	order  []*corev1.Node
	errors map[string]string
}

// NewNodeLister lists the given nodes. Looking up a name that failures holds
// yields that text as an error which is not "not found".
func NewNodeLister(nodes []*corev1.Node, failures map[string]string) *NodeLister {
	lister := &NodeLister{}
	lister.Set(nodes, failures)
	return lister
}

// Set replaces what the lister knows.
func (l *NodeLister) Set(nodes []*corev1.Node, failures map[string]string) {
	l.nodes, l.order, l.errors = make(map[string]*corev1.Node, len(nodes)), nodes, failures
	for _, node := range nodes {
		l.nodes[node.Name] = node
	}
}

// List is part of corelisters.NodeLister.
func (l *NodeLister) List(selector labels.Selector) ([]*corev1.Node, error) {
	matching := []*corev1.Node{}
	for _, node := range l.order {
		if selector.Matches(labels.Set(node.Labels)) {
			matching = append(matching, node)
		}
	}
	return matching, nil
}

// Get is part of corelisters.NodeLister.
func (l *NodeLister) Get(name string) (*corev1.Node, error) {
	if text, failing := l.errors[name]; failing {
		return nil, errors.New(text)
	}
	if node, known := l.nodes[name]; known {
		return node, nil
	}
	return nil, apierrors.NewNotFound(corev1.Resource("node"), name)
}
