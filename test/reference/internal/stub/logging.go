package stub

import (
	"github.com/go-logr/logr"
	"k8s.io/klog/v2"
)

// Silent is a logger that drops everything.
var Silent = klog.Logger{}

// SilenceKlog routes the process-wide log of the reference to nowhere.
func SilenceKlog() {
	klog.SetLogger(logr.Discard())
}
