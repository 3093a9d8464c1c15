package stub

import "github.com/go-logr/logr"

// ErrorLog is the log of a controller. The queue key and the error of a failed
// sync are in one log line, which is the only place where the error comes out.
type ErrorLog func(key string, failure error)

// Init is part of logr.LogSink.
func (ErrorLog) Init(logr.RuntimeInfo) {}

// Enabled is part of logr.LogSink; the line wanted has level 0.
func (ErrorLog) Enabled(level int) bool { return level == 0 }

// Info is part of logr.LogSink.
func (l ErrorLog) Info(_ int, _ string, keysAndValues ...any) {
	var key string
	var failure error
	for index := 0; index+1 < len(keysAndValues); index += 2 {
		switch keysAndValues[index] {
		case "key":
			key, _ = keysAndValues[index+1].(string)
		case "err":
			failure, _ = keysAndValues[index+1].(error)
		}
	}
	if key != "" && failure != nil {
		l(key, failure)
	}
}

// Error is part of logr.LogSink.
func (ErrorLog) Error(error, string, ...any) {}

// WithValues is part of logr.LogSink.
func (l ErrorLog) WithValues(...any) logr.LogSink { return l }

// WithName is part of logr.LogSink.
func (l ErrorLog) WithName(string) logr.LogSink { return l }
