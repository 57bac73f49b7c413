// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"sync"
	"time"
)

// Limit lets each person do something so many times in any window of time: connect, or say something.
//
// What is held up on its way comes nearer to what follows than it was said. So what comes early by no more than the grace is let through,
// but counts as of when it might have come: however long somebody goes on, they gain no more than the grace, once.
type Limit struct {
	mutex   sync.Mutex
	count   int
	window  time.Duration
	grace   time.Duration
	taken   map[string][]time.Time // what counts, oldest first
	all     int
	refused int
}

func NewLimit(count int, window, grace time.Duration) *Limit {
	return &Limit{count: count, window: window, grace: grace, taken: map[string][]time.Time{}}
}

// Take says of what came at a time how long it should have waited; it may be where that is zero.
func (l *Limit) Take(name string, came time.Time) time.Duration {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.all++
	counted := came
	taken := l.taken[name]
	if len(taken) >= l.count {
		early := taken[0].Add(l.window).Sub(counted)
		if early > l.grace {
			l.refused++
			return early
		}
		if early > 0 {
			counted = counted.Add(early)
		}
		taken = taken[1:]
	}
	l.taken[name] = append(taken, counted)
	return 0
}

// Counts says how often somebody tried, and how often that was too often.
func (l *Limit) Counts() (all, refused int) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.all, l.refused
}
