// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"github.com/gomodule/redigo/redis"
)

// Queue keeps the messages of each channel in Redis, so that people who were away get them when they return, and the server may be
// started again. What is critical stays longer.
type Queue struct {
	pool         *redis.Pool
	epoch        string
	keep         time.Duration
	keepCritical time.Duration
}

// ErrUnknown is about a thing that nobody has said anything of.
var ErrUnknown = errors.New("there is no such thing")

// A message gets the next number of its channel; KEYS: numbers, messages; ARGV: message without its number, time in ms, ms to keep.
var add = redis.NewScript(2, `
local seq = redis.call('INCR', KEYS[1])
redis.call('ZADD', KEYS[2], seq, seq .. ' ' .. ARGV[2] .. ' ' .. ARGV[1])
while true do
	local oldest = redis.call('ZRANGE', KEYS[2], 0, 0)[1]
	if not oldest or tonumber(string.match(oldest, '^%d+ (%d+)')) >= ARGV[2] - ARGV[3] then break end
	redis.call('ZREMRANGEBYRANK', KEYS[2], 0, 0)
end
return seq`)

// OpenQueue connects to Redis, by the path of its socket. The epoch lasts as long as the numbers do.
func OpenQueue(socket string, keep, keepCritical time.Duration) (*Queue, error) {
	pool := &redis.Pool{MaxIdle: 4, Dial: func() (redis.Conn, error) { return redis.Dial("unix", socket) }}
	conn := pool.Get()
	defer conn.Close()
	if _, err := conn.Do("SET", "epoch", newID()[:8], "NX"); err != nil {
		return nil, err
	}
	epoch, err := redis.String(conn.Do("GET", "epoch"))
	return &Queue{pool, epoch, keep, keepCritical}, err
}

// Add gives the message its place.
func (q *Queue) Add(message *Message) error {
	message.Epoch = q.epoch
	message.Seq = 0
	text, err := json.Marshal(message)
	if err != nil {
		return err
	}
	keep := q.keep
	if message.Channel == "alerts" {
		keep = q.keepCritical
	}
	conn := q.pool.Get()
	defer conn.Close()
	message.Seq, err = redis.Int64(add.Do(conn, "seq:"+message.Channel, "messages:"+message.Channel, text,
		time.Now().UnixMilli(), keep.Milliseconds()))
	if subject := message.Subject(); err == nil && subject != "" {
		text, _ = json.Marshal(message)
		_, err = conn.Do("HSET", "state", subject, text)
	}
	return err
}

// Newest gives the message that last said how a thing is.
func (q *Queue) Newest(subject string) (message Message, err error) {
	conn := q.pool.Get()
	defer conn.Close()
	text, err := redis.Bytes(conn.Do("HGET", "state", subject))
	if err == redis.ErrNil {
		return message, ErrUnknown
	}
	if err == nil {
		err = json.Unmarshal(text, &message)
	}
	return message, err
}

// After gives what is kept of a channel behind a number, and whether that is everything.
func (q *Queue) After(channel string, seq int64) (messages []Message, complete bool, err error) {
	conn := q.pool.Get()
	defer conn.Close()
	newest, err := redis.Int64(conn.Do("GET", "seq:"+channel))
	if err != nil && err != redis.ErrNil {
		return nil, false, err
	}
	entries, err := redis.Strings(conn.Do("ZRANGEBYSCORE", "messages:"+channel, seq+1, "+inf"))
	if err != nil {
		return nil, false, err
	}
	for i, entry := range entries {
		var message Message
		if err = json.Unmarshal([]byte(strings.SplitN(entry, " ", 3)[2]), &message); err != nil {
			return nil, false, err
		}
		message.Seq = newest - int64(len(entries)-1-i)
		messages = append(messages, message)
	}
	return messages, newest-int64(len(entries)) <= seq, nil
}

// Once says whether this is the first time that it is asked about the request of that name.
func (q *Queue) Once(ref string) (bool, error) {
	conn := q.pool.Get()
	defer conn.Close()
	reply, err := conn.Do("SET", "done:"+ref, 1, "NX", "EX", 24*60*60)
	return reply != nil, err
}

func newID() string {
	random := make([]byte, 12)
	if _, err := rand.Read(random); err != nil {
		panic(err)
	}
	return hex.EncodeToString(random)
}
