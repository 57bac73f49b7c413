// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"net/http"
	"os"
	"strings"

	"github.com/golang-jwt/jwt"
)

// User is who somebody is, by the token of our identity service.
type User struct {
	Name string `json:"name"`
	Role string `json:"role"`
	jwt.StandardClaims
}

func userOf(r *http.Request) (User, error) {
	user := User{Role: "volunteer"}
	token := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	_, err := jwt.ParseWithClaims(token, &user, func(*jwt.Token) (any, error) { return []byte(os.Getenv("TOKEN_SECRET")), nil },
		jwt.WithValidMethods([]string{"HS256"}))
	if err == nil && user.ExpiresAt == 0 {
		err = errors.New("the token has no end")
	}
	return user, err
}
