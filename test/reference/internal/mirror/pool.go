package mirror

import "sync"

// idleDrivers bounds how many controllers wait for a case.
const idleDrivers = 64

// pool keeps running controllers by their maximum.
type pool struct {
	mutex sync.Mutex
	idle  map[int32][]*driver
	count int
}

var drivers = &pool{idle: map[int32][]*driver{}}

// take returns a controller with that maximum that no other case uses.
func (p *pool) take(maximum int32) *driver {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if list := p.idle[maximum]; len(list) > 0 {
		p.idle[maximum] = list[:len(list)-1]
		p.count--
		return list[len(list)-1]
	}
	return newDriver(maximum)
}

// give hands a controller back. When too many are idle, one with another
// maximum is stopped.
func (p *pool) give(maximum int32, d *driver) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.count >= idleDrivers {
		for other, list := range p.idle {
			if len(list) == 0 {
				delete(p.idle, other)
				continue
			}
			list[len(list)-1].stop()
			p.idle[other] = list[:len(list)-1]
			p.count--
			break
		}
	}
	p.idle[maximum] = append(p.idle[maximum], d)
	p.count++
}
