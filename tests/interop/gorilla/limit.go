// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"sync"
	"time"
)

// Limit lets each person do something so many times in a window of time: connect, or say something.
type Limit struct {
	mutex   sync.Mutex
	count   int
	window  time.Duration
	taken   map[string][]time.Time
	all     int
	refused int
}

func NewLimit(count int, window time.Duration) *Limit {
	return &Limit{count: count, window: window, taken: map[string][]time.Time{}}
}

// Take says how long to wait; at once where it is zero.
func (l *Limit) Take(name string) time.Duration {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	now := time.Now()
	recent := l.taken[name]
	for len(recent) > 0 && now.Sub(recent[0]) >= l.window {
		recent = recent[1:]
	}
	l.all++
	l.taken[name] = recent
	if len(recent) >= l.count {
		l.refused++
		return l.window - now.Sub(recent[0])
	}
	l.taken[name] = append(recent, now)
	return 0
}

// Counts says how often somebody tried, and how often that was too often.
func (l *Limit) Counts() (all, refused int) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.all, l.refused
}
