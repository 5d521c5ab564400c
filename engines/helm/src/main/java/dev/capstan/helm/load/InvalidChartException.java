package dev.capstan.helm.load;

/** Files that are not a chart; the message is Helm's. */
public final class InvalidChartException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Fault fault;

    /** Sorts of faults. */
    public enum Fault {
        /** The files, or what {@code Chart.yaml} says. */
        CHART,
        /** What {@code Chart.yaml} says of the charts that it needs. */
        DEPENDENCY,
        /** A file is not YAML. */
        YAML,
        /** There is more than a limit allows. */
        LIMIT
    }

    /** Carries what is wrong. */
    public InvalidChartException(Fault fault, String message) {
        super(message, null, false, false);
        this.fault = fault;
    }

    /** What sort of fault it is. */
    public Fault fault() {
        return fault;
    }

    /** The text, never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
