package dev.capstan.application.refresh;

/** How thoroughly an Application is looked at. */
public enum RefreshLevel {
    /** Something live may have changed: what is known of remotes is enough. */
    COMPARE,
    /** Remotes are asked what their references mean now. */
    NORMAL,
    /** As {@link #NORMAL}, and nothing that was rendered before is used again. */
    HARD
}
