// An enhancement only: without it the form works as a plain form.
(function () {
  'use strict';
  var form = document.getElementById('verify');
  var input = document.getElementById('file');
  var working = document.getElementById('working');
  function over(on) {
    return function (event) {
      event.preventDefault();
      form.classList.toggle('over', on);
    };
  }
  form.addEventListener('dragover', over(true));
  form.addEventListener('dragleave', over(false));
  form.addEventListener('drop', function (event) {
    over(false)(event);
    if (event.dataTransfer.files.length > 0) {
      input.files = event.dataTransfer.files;
      form.requestSubmit();
    }
  });
  form.addEventListener('submit', function () {
    if (input.files.length > 0) {
      working.textContent = working.dataset.words;
    }
  });
  window.addEventListener('pageshow', function () {
    working.textContent = '';
  });
}());
