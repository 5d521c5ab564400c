package dev.capstan.cli.terminal;

/** Addresses of servers as they may be shown: logins and queries may be secrets. */
public final class ShownAddress {

    private ShownAddress() {}

    /** The address without user, password and query. */
    public static String of(String address) {
        return address.replaceAll("//[^/@]*@", "//").replaceAll("[?].*", "");
    }
}
