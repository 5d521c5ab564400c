package dev.capstan.openpgp;

/** What a look at an OpenPGP signature gave. Only {@link Valid} means that somebody trusted has signed exactly these bytes. */
public sealed interface OpenPgpCheck {

    /**
     * The signature holds.
     *
     * @param key id of the key that made it, 16 hexadecimal digits
     */
    record Valid(String key) implements OpenPgpCheck {}

    /**
     * It does not hold, or not by a trusted key.
     *
     * @param why for people
     * @param key id of the key that made it or is said to have, 16 hexadecimal digits; empty when it cannot be read
     */
    record Invalid(String why, OpenPgpFault fault, String key) implements OpenPgpCheck {}
}
