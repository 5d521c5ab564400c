package dev.capstan.argo.schedule;

/** A schedule that cannot be read; becomes a value before it leaves the package. */
final class MalformedScheduleException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedScheduleException(String why) {
        super(why, null, false, false);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
