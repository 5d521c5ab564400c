/** The part of gRPC that one message for one message takes: frames, statuses, and messages of protocol buffers field by field. */
@NullMarked
package dev.capstan.application.core.grpc;

import org.jspecify.annotations.NullMarked;
