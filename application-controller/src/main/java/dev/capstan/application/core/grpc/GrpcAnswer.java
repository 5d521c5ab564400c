package dev.capstan.application.core.grpc;

/** What a call is answered with. */
public sealed interface GrpcAnswer {
    /**
     * A message.
     *
     * @param content without a frame
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Message(byte[] content) implements GrpcAnswer {}

    /**
     * No message.
     *
     * @param why for people
     */
    record Refused(GrpcStatus status, String why) implements GrpcAnswer {}
}
