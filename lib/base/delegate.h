// A member function bound to its object: two pointers, nothing on the heap. Pure.

#pragma once

#include <utility>

namespace presad {

template <class Signature>
class Delegate;

/// Called like a function; empty until bound. The object must outlive it.
///     Delegate<void()> d = Delegate<void()>::to<&Pump::on_timer>(this);
template <class Return, class... Args>
class Delegate<Return(Args...)> {
 public:
  Delegate() = default;

  template <auto Method, class Object>
  static Delegate to(Object* object) noexcept {
    Delegate made;
    made.object_ = object;
    made.call_ = [](void* target, Args... args) -> Return {
      return (static_cast<Object*>(target)->*Method)(std::forward<Args>(args)...);
    };
    return made;
  }

  Return operator()(Args... args) const { return call_(object_, std::forward<Args>(args)...); }
  explicit operator bool() const noexcept { return call_ != nullptr; }

 private:
  void* object_ = nullptr;
  Return (*call_)(void*, Args...) = nullptr;
};

}  // namespace presad
