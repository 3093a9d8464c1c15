package stub

import (
	"github.com/go-logr/logr"
	"k8s.io/apimachinery/pkg/util/runtime"
	"k8s.io/klog/v2"
)

// Silent is a logger that drops everything.
var Silent = klog.Logger{}

// SilenceKlog routes the process-wide log of the reference to nowhere, and the
// errors it handles aside too: their handlers wait between two errors.
func SilenceKlog() {
	klog.SetLogger(logr.Discard())
	runtime.ErrorHandlers = nil
}
