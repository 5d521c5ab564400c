package dev.capstan.cli;

/** The script that started this command. */
public final class Launcher {

    private Launcher() {}

    /** How people call it, for messages that name a command to type; quoted for a shell where its path needs it. */
    public static String command() {
        return quoted(System.getProperty("capstan.command", "capstan"));
    }

    static String quoted(String command) {
        return command.chars().anyMatch(Character::isWhitespace) ? "'" + command + "'" : command;
    }
}
