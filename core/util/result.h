// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <type_traits>
#include <utility>
#include <variant>

namespace Bellboard {

/// Wraps an error so that a Result<T, E> can be made from it, as std::unexpected does.
template<typename E>
class Unexpected
{
public:
    constexpr explicit Unexpected(E error) : m_error(std::move(error)) { }
    constexpr const E &error() const & { return m_error; }
    constexpr E &&error() && { return std::move(m_error); }

private:
    E m_error;
};

/// Either a value or an error: the part of std::expected (C++23) that we use, under its names.
template<typename T, typename E>
class [[nodiscard]] Result
{
public:
    using value_type = T;
    using error_type = E;

    template<typename U = T,
             typename = std::enable_if_t<std::is_constructible_v<T, U &&> && !std::is_same_v<std::decay_t<U>, Result>>>
    constexpr Result(U &&value) : m_state(std::in_place_index<0>, std::forward<U>(value))
    { }
    template<typename G>
    constexpr Result(Unexpected<G> error) : m_state(std::in_place_index<1>, std::move(error).error())
    { }

    constexpr bool has_value() const { return m_state.index() == 0; }
    constexpr explicit operator bool() const { return has_value(); }

    constexpr T &value() & { return std::get<0>(m_state); }
    constexpr const T &value() const & { return std::get<0>(m_state); }
    constexpr T &&value() && { return std::get<0>(std::move(m_state)); }
    constexpr E &error() & { return std::get<1>(m_state); }
    constexpr const E &error() const & { return std::get<1>(m_state); }

    constexpr T &operator*() & { return *std::get_if<0>(&m_state); }
    constexpr const T &operator*() const & { return *std::get_if<0>(&m_state); }
    constexpr T *operator->() { return std::get_if<0>(&m_state); }
    constexpr const T *operator->() const { return std::get_if<0>(&m_state); }

    template<typename U>
    constexpr T value_or(U &&fallback) const &
    {
        return has_value() ? **this : static_cast<T>(std::forward<U>(fallback));
    }

private:
    std::variant<T, E> m_state;
};

/// The outcome of an operation that yields nothing but may fail.
template<typename E>
class [[nodiscard]] Result<void, E>
{
public:
    using value_type = void;
    using error_type = E;

    constexpr Result() = default;
    template<typename G>
    constexpr Result(Unexpected<G> error) : m_state(std::in_place_index<1>, std::move(error).error())
    { }

    constexpr bool has_value() const { return m_state.index() == 0; }
    constexpr explicit operator bool() const { return has_value(); }
    constexpr E &error() & { return std::get<1>(m_state); }
    constexpr const E &error() const & { return std::get<1>(m_state); }

private:
    std::variant<std::monostate, E> m_state;
};

} // namespace Bellboard
