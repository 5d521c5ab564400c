package dev.capstan.argo.source;

/** Why a source yields nothing; becomes a value before it leaves the package. */
final class SourceFailure extends Exception {
    private static final long serialVersionUID = 1;

    SourceFailure(String message) {
        super(message, null, false, false);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
