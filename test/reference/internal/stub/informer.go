package stub

import "k8s.io/client-go/tools/cache"

// Informer stands for a shared informer that has synced and never sees a change
// by itself; it keeps the handler that the controller registers, so that a
// driver can call it. Every other method is the nil embedded interface.
type Informer struct {
	cache.SharedIndexInformer
	Handler cache.ResourceEventHandler
}

// AddEventHandler is part of cache.SharedIndexInformer.
func (i *Informer) AddEventHandler(handler cache.ResourceEventHandler) (cache.ResourceEventHandlerRegistration, error) {
	i.Handler = handler
	return nil, nil
}

// HasSynced is part of cache.SharedIndexInformer.
func (i *Informer) HasSynced() bool { return true }
