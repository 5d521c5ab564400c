package dev.capstan.notification.provider;

import dev.capstan.api.event.ControllerEvent;

/** Sends by HTTP what a format renders. */
public final class HttpFormatClient implements ProviderClient {
    private final HttpFormat format;
    private final HttpTransport http;

    /** A client for this format. */
    public HttpFormatClient(HttpFormat format, HttpTransport http) {
        this.format = format;
        this.http = http;
    }

    @Override
    public String name() {
        return format.name();
    }

    @Override
    public boolean wants(ControllerEvent event) {
        return format.wants(event);
    }

    @Override
    public void send(Notification notification, DeliveryTarget target) throws DeliveryException {
        HttpAnswer answer = http.exchange(format.render(notification, target), target);
        answer.requireSuccess(target);
        format.check(answer, target);
    }
}
