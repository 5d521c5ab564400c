package dev.capstan.application.core.grpc;

/** How a call ended, as far as we end one; numbers are those of gRPC. */
public enum GrpcStatus {
    OK(0),
    INVALID_ARGUMENT(3),
    DEADLINE_EXCEEDED(4),
    NOT_FOUND(5),
    RESOURCE_EXHAUSTED(8),
    FAILED_PRECONDITION(9),
    UNIMPLEMENTED(12),
    INTERNAL(13);

    private final int code;

    GrpcStatus(int code) {
        this.code = code;
    }

    /** The value of {@code grpc-status}. */
    public int code() {
        return code;
    }
}
