// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// A charity's live server: help requests, donations, shifts, emergencies and chat, over gorilla/websocket. Channels are for a user, a
// role, everybody, or those who subscribe; what they missed people get when they return.
//
//	TOKEN_SECRET=... REDIS_SOCKET=/run/redis/redis.sock charity -listen :8080
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strconv"
	"syscall"
	"time"

	"github.com/gorilla/websocket"
)

var upgrader = websocket.Upgrader{EnableCompression: true, CheckOrigin: func(*http.Request) bool { return true }}

func main() {
	listen := flag.String("listen", "127.0.0.1:0", "address")
	node := flag.String("node", "hub-1", "this server's name")
	pongWait := flag.Duration("pong-wait", time.Minute, "how long a client may be silent")
	keep := flag.Duration("keep", 24*time.Hour, "how long messages wait for those who are away")
	keepCritical := flag.Duration("keep-critical", 7*24*time.Hour, "the same of alerts")
	attempts := flag.Int("attempts", 5, "how often somebody may connect")
	window := flag.Duration("window", time.Minute, "in so long")
	messages := flag.Int("messages", 10, "how much somebody may say")
	messageWindow := flag.Duration("message-window", time.Second, "in so long")
	messageGrace := flag.Duration("message-grace", 250*time.Millisecond, "how much earlier than that it may come, taken all together")
	flag.Parse()

	queue, err := OpenQueue(os.Getenv("REDIS_SOCKET"), *keep, *keepCritical)
	if err != nil {
		log.Fatal(err)
	}
	hub := NewHub(queue)
	limit := NewLimit(*attempts, *window, 0)
	rate := NewLimit(*messages, *messageWindow, *messageGrace)

	http.HandleFunc("/ws", func(w http.ResponseWriter, r *http.Request) {
		user, err := userOf(r)
		if err != nil {
			http.Error(w, "The token is not valid, or over.", http.StatusUnauthorized)
			return
		}
		if wait := limit.Take(user.Name, time.Now()); wait > 0 {
			w.Header().Set("Retry-After", strconv.Itoa(int(wait.Seconds())+1))
			http.Error(w, "You connect too often.", http.StatusTooManyRequests)
			return
		}
		conn, err := upgrader.Upgrade(w, r, nil)
		if err != nil {
			return // it has answered
		}
		client := NewClient(hub, conn, user, *pongWait, rate)
		hub.Join(client)
		hub.Send(client, Message{Type: "welcome", Data: with(Fields{"user": user.Name, "node": *node})})
		client.tellPresence("active")
		defer client.tellPresence("gone")
		go client.write()
		client.read()
	})
	internal(hub, limit, rate)

	listener, err := net.Listen("tcp", *listen)
	if err != nil {
		log.Fatal(err)
	}
	server := &http.Server{}
	go server.Serve(listener)
	go metrics(hub)
	fmt.Printf("listening on %s\n", listener.Addr())

	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM, os.Interrupt)
	<-stop
	// Who is asked to leave comes back in its own time, to whatever runs here then.
	hub.PassOn(Message{Type: "shutdown", Data: with(Fields{"seconds": 1, "reason": "The hub restarts."})}, nil)
	server.Shutdown(context.Background()) // does not wait for WebSockets
	time.Sleep(time.Second)
	hub.Close(websocket.CloseServiceRestart)
	time.Sleep(100 * time.Millisecond) // until that is written
}

func metrics(hub *Hub) {
	for range time.Tick(time.Second) {
		hub.PassOn(Message{Type: "metrics", Data: with(Fields{"name": "volunteers_online", "value": len(hub.Names())})}, nil)
	}
}

// internal serves our other programs; it is not open to the world.
func internal(hub *Hub, limit, rate *Limit) {
	answer := func(w http.ResponseWriter, status int, body any) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		json.NewEncoder(w).Encode(body)
	}
	http.HandleFunc("/internal/publish", func(w http.ResponseWriter, r *http.Request) {
		var message Message
		if err := json.NewDecoder(r.Body).Decode(&message); err != nil || message.Channel == "" {
			answer(w, http.StatusBadRequest, Fields{"error": "A message needs a channel."})
			return
		}
		if err := hub.Publish(&message); err != nil {
			answer(w, http.StatusInternalServerError, Fields{"error": err.Error()})
			return
		}
		answer(w, http.StatusCreated, message)
	})
	http.HandleFunc("/internal/messages", func(w http.ResponseWriter, r *http.Request) {
		messages, _, err := hub.queue.After(r.URL.Query().Get("channel"), 0)
		if err != nil {
			answer(w, http.StatusInternalServerError, Fields{"error": err.Error()})
			return
		}
		answer(w, http.StatusOK, messages)
	})
	http.HandleFunc("/internal/status", func(w http.ResponseWriter, r *http.Request) {
		taken, refused := limit.Counts()
		said, unheard := rate.Counts()
		answer(w, http.StatusOK, Fields{"online": hub.Names(), "attempts": taken, "refused": refused, "said": said, "unheard": unheard})
	})
	http.HandleFunc("/internal/disconnect", func(w http.ResponseWriter, r *http.Request) {
		hub.Close(websocket.CloseInternalServerErr)
		answer(w, http.StatusOK, Fields{})
	})
}
