package dev.capstan.oci;

/** What an image is made for. */
public record Platform(String os, String architecture) {
    /** What is taken from an index when nobody says otherwise. */
    public static final Platform LINUX_AMD64 = new Platform("linux", "amd64");

    @Override
    public String toString() {
        return os + "/" + architecture;
    }
}
