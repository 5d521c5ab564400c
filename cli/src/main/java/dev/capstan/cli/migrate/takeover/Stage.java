package dev.capstan.cli.migrate.takeover;

/** How far a migration has come. Each stage is written down when it is complete, so that a later run goes on from there. */
public enum Stage {
    /** What was there is in the backup; nothing has been changed. */
    RECORDED("everything that will be changed is in the backup"),
    /** No controller of Flux runs. */
    STOPPED("the controllers of Flux have stopped"),
    /** All objects are stored in versions that stay. */
    CONVERTED("objects are stored in versions that stay"),
    /** Who applies Flux from Git finds ours there, where that was wanted. */
    COMMITTED("Git holds the components of Capstan"),
    /** What is Flux's own is gone; its definitions and objects are not. */
    REMOVED("what belonged to the controllers of Flux is gone"),
    /** Our components are there, and run. */
    INSTALLED("Capstan runs"),
    /** All objects were reconciled by ours. */
    RECONCILED("all objects are reconciled"),
    /** It was compared, and nothing was written. */
    DONE("nothing was written that should not");

    private final String words;

    Stage(String words) {
        this.words = words;
    }

    /** What holds when it is complete. */
    public String words() {
        return words;
    }
}
