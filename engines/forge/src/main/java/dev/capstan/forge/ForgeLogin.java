package dev.capstan.forge;

import java.util.List;

/** Who asks. */
public sealed interface ForgeLogin {

    /** A token that stands for itself. */
    record Token(String value) implements ForgeLogin {
        @Override
        public String toString() {
            return "Token[]";
        }
    }

    /** A user, and a password or token of it, as Git over HTTP has them. */
    record Password(String user, String password) implements ForgeLogin {
        @Override
        public String toString() {
            return "Password[]";
        }
    }

    /** Nobody: what is public can be read. */
    record Nobody() implements ForgeLogin {}

    /** What must not be shown to anybody. */
    default List<String> secrets() {
        return switch (this) {
            case Nobody() -> List.of();
            case Token(var value) -> List.of(value);
            case Password(var _, var password) -> List.of(password);
        };
    }
}
