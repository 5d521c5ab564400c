package dev.capstan.secrets.sops;

/** What is done with a file whose values are not those that its code was made of. */
public enum MacCheck {
    /** It is refused. */
    REQUIRED,
    /** It is taken nevertheless. Only for repair: somebody may have changed it. */
    IGNORED
}
