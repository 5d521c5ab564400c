package dev.capstan.container;

import java.util.Locale;

/** What an image runs on; always Linux. */
public record ImagePlatform(String architecture) {

    /** This machine's. */
    static ImagePlatform ofThisMachine() {
        var architecture = System.getProperty("os.arch", "");
        return new ImagePlatform(
                switch (architecture.toLowerCase(Locale.ROOT)) {
                    case "amd64", "x86_64" -> "amd64";
                    case "aarch64", "arm64" -> "arm64";
                    default -> architecture;
                });
    }

    /**
     * Reads {@code linux/arm64}.
     *
     * @throws ImageException for another system
     */
    static ImagePlatform parse(String text) {
        var parts = text.strip().split("/", -1);
        if (parts.length != 2 || !parts[0].equals("linux") || !parts[1].matches("amd64|arm64")) {
            throw new ImageException(
                    "There are no images for the platform " + text + ". Name linux/amd64, linux/arm64 or both,"
                            + " with a comma between them: -Dimages.platforms=linux/amd64,linux/arm64");
        }
        return new ImagePlatform(parts[1]);
    }

    boolean isThisMachine() {
        return equals(ofThisMachine());
    }

    @Override
    public String toString() {
        return "linux/" + architecture;
    }
}
