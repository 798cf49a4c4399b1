package dev.vdx.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser as far as HTTP goes: keeps cookies, follows nothing by itself. */
final class Person {
    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([A-Za-z0-9_-]{43})\"");

    final Map<String, String> cookies = new HashMap<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;
    private String language = "en";
    private String token = "";

    Person(int port) {
        this.base = "http://127.0.0.1:" + port;
    }

    static Person loggedIn(int port, String key) throws Exception {
        Person person = new Person(port);
        person.get("/login");
        HttpResponse<String> answer = person.post("/login", Map.of("key", key));
        if (answer.statusCode() != 303) {
            throw new AssertionError(answer.body());
        }
        person.get("/inbox");
        return person;
    }

    Person reading(String acceptLanguage) {
        this.language = acceptLanguage;
        return this;
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(request(path).GET());
    }

    /** With the token of the form seen last. */
    HttpResponse<String> post(String path, Map<String, String> fields) throws Exception {
        return post(path, fields, token);
    }

    HttpResponse<String> post(String path, Map<String, String> fields, String with) throws Exception {
        Map<String, String> all = new HashMap<>(fields);
        all.put("token", with);
        String form = all.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    HttpResponse<String> upload(String name, byte[] file) throws Exception {
        return upload(name, file, token, true);
    }

    HttpResponse<String> upload(String name, byte[] file, String with, boolean lengthTold) throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("--B\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n" + with
                        + "\r\n--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                        + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .getBytes(UTF_8));
        body.writeBytes(file);
        body.writeBytes("\r\n--B--\r\n".getBytes(UTF_8));
        byte[] bytes = body.toByteArray();
        return send(request("/verify")
                .header("Content-Type", "multipart/form-data; boundary=B")
                .POST(
                        lengthTold
                                ? HttpRequest.BodyPublishers.ofByteArray(bytes)
                                : HttpRequest.BodyPublishers.ofInputStream(
                                        () -> new java.io.ByteArrayInputStream(bytes))));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        if (!language.isEmpty()) {
            request.header("Accept-Language", language);
        }
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(c -> c.getKey() + "=" + c.getValue())
                            .collect(Collectors.joining("; ")));
        }
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8));
        for (String cookie : answer.headers().allValues("Set-Cookie")) {
            String pair = cookie.split(";", -1)[0];
            cookies.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        Matcher found = TOKEN.matcher(answer.body());
        if (found.find()) {
            token = found.group(1);
        }
        return answer;
    }
}
