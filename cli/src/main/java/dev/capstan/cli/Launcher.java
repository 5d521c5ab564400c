package dev.capstan.cli;

/** The script that started this command. */
public final class Launcher {

    private Launcher() {}

    /** How people call it, for messages that name a command to type. */
    public static String command() {
        return System.getProperty("capstan.command", "capstan");
    }
}
