package dev.capstan.openpgp;

/** What a look at an OpenPGP signature gave. Only {@link Valid} means that somebody trusted has signed exactly these bytes. */
public sealed interface OpenPgpCheck {

    /**
     * The signature holds.
     *
     * @param key id of the key that made it, 16 hexadecimal digits
     */
    record Valid(String key) implements OpenPgpCheck {}

    /** It does not hold, or not by a trusted key. */
    record Invalid(String why) implements OpenPgpCheck {}
}
