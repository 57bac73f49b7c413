// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// A WebSocket server by gorilla/websocket for tst_gorillapeer. Writes "port N", and "closed CODE REASON" for each connection that ends;
// lives until its standard input ends. The query of a client's URL is that of wspeer.mjs: messages, ping (before each message), stay,
// code, reason, refuse; with "deflate" compression is on. A message "jN" is an object with a text of N bytes, written by WriteJSON.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/gorilla/websocket"
)

var pieces = strings.Split("a|e| |n|7|.|ä|ß|é|ж|я|中|文|€|😀|𝄞", "|")

type note struct {
	Id   int    `json:"id"`
	Text string `json:"text"`
}

type message struct {
	kind    int
	payload []byte
	note    *note
}

func messagesOf(list string) (messages []message) {
	for index, word := range strings.FieldsFunc(list, func(r rune) bool { return r == ',' }) {
		if word == "r" {
			messages = append(messages, messages[index-1])
			continue
		}
		state := uint32(index+1) * 2654435761
		size, _ := strconv.Atoi(word[1:])
		var payload []byte
		for len(payload) < size {
			state ^= state << 13
			state ^= state >> 17
			state ^= state << 5
			if word[0] == 'b' {
				payload = append(payload, byte(state>>24))
			} else {
				payload = append(payload, pieces[state&15]...)
			}
		}
		switch word[0] {
		case 'b':
			messages = append(messages, message{websocket.BinaryMessage, payload, nil})
		case 'j':
			written := &note{index, string(payload)}
			text, _ := json.Marshal(written)
			messages = append(messages, message{websocket.TextMessage, append(text, '\n'), written})
		default:
			messages = append(messages, message{websocket.TextMessage, payload, nil})
		}
	}
	return messages
}

// Plays the query's part and returns how the connection ended.
func play(conn *websocket.Conn, query url.Values) error {
	code, reason := 1000, "all came back"
	if query.Has("code") {
		code, _ = strconv.Atoi(query.Get("code"))
		reason = query.Get("reason")
	}
	deadline := time.Now().Add(time.Minute)
	pongs := 0
	conn.SetPongHandler(func(payload string) error {
		if payload != fmt.Sprint("ping ", pongs) {
			return errors.New("a pong that is not of its ping")
		}
		pongs++
		return nil
	})
	for index, sent := range messagesOf(query.Get("messages")) {
		if query.Has("ping") {
			conn.WriteControl(websocket.PingMessage, []byte(fmt.Sprint("ping ", index)), deadline)
		}
		if sent.note != nil {
			conn.WriteJSON(sent.note)
		} else {
			conn.WriteMessage(sent.kind, sent.payload)
		}
		kind, payload, err := conn.ReadMessage()
		if err != nil {
			return err
		}
		if kind != sent.kind || !bytes.Equal(payload, sent.payload) || (query.Has("ping") && pongs != index+1) {
			code, reason = 4999, fmt.Sprintf("message %d or its pong came back as something else", index)
			break
		}
	}
	if !query.Has("stay") {
		conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, reason), deadline)
	}
	_, _, err := conn.ReadMessage()
	return err
}

func serve(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	if status, err := strconv.Atoi(query.Get("refuse")); err == nil {
		w.Header().Set("Retry-After", "7")
		http.Error(w, "not now", status)
		return
	}
	upgrader := websocket.Upgrader{EnableCompression: query.Has("deflate")}
	conn, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return
	}
	defer conn.Close()
	var closed *websocket.CloseError
	if err := play(conn, query); errors.As(err, &closed) {
		fmt.Println("closed", closed.Code, closed.Text)
	} else {
		fmt.Println("closed by", err)
	}
}

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println("port", listener.Addr().(*net.TCPAddr).Port)
	go func() {
		io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}()
	http.Serve(listener, http.HandlerFunc(serve))
}
