package dev.capstan.cli;

import dev.capstan.cli.sops.SopsRehearsal;

/** What the launcher runs once, so that the JVM remembers the classes that commands load. */
public final class Rehearsal {
    private Rehearsal() {}

    /** Builds a kustomization, its only word, without network, and opens an encrypted file; ends as the build does. */
    public static void main(String[] words) {
        Capstan.run("sops", "filestatus", "none.yaml");
        SopsRehearsal.run();
        System.exit(Capstan.run("build", words[0], "--no-remote-bases", "-o", "/dev/null"));
    }
}
