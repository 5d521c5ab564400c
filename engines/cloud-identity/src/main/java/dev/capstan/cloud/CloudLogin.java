package dev.capstan.cloud;

/** A name and a password for a registry, which hold for hours at most. */
public record CloudLogin(String user, String password) {
    @Override
    public String toString() {
        return "CloudLogin[user=" + user + "]";
    }
}
