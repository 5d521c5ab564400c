package dev.capstan.cli.migrate.takeover;

/** Where a migration tells what it does. */
public interface Progress {

    /** A step begins. */
    void begins(String text);

    /** A step is done. */
    void done(String text);
}
