package jp.linkage.broken.call;

class Caller {
  java.net.http.HttpClient client = java.net.http.HttpClient.newHttpClient();
}
