package dev.capstan.argo.glob;

/** A pattern that cannot be read; becomes a value before it leaves the package. */
final class MalformedGlobException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedGlobException(String why) {
        super(why, null, false, false);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
